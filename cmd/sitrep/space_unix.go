//go:build unix

package main

import "golang.org/x/sys/unix"

// freeSpace returns the bytes that this user may still write in the file system of a folder.
func freeSpace(folder string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
