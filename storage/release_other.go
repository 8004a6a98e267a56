//go:build !linux

package storage

import "go.etcd.io/bbolt"

// release does nothing where it is not known how to give mapped pages back.
func release(*bbolt.DB) {}
