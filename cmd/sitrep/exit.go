package main

import (
	"errors"
	"io/fs"
	"syscall"

	"sitrep/storage"
)

// The exit codes, after sysexits.h where it has one. They are part of the interface: scripts rely on them.
const (
	exitOK          = 0
	exitPartial     = 3  // some items failed; each was named and counted
	exitUsage       = 64 // used wrongly
	exitData        = 65 // bad data
	exitIO          = 74 // input or output failed
	exitTryLater    = 75 // another run holds the database, the disk is full, the network is away
	exitConfig      = 78 // configuration, or a store of a newer schema
	exitInterrupted = 130
	exitTerminated  = 143
)

// exitError is an error that knows its exit code.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// withExit gives err an exit code; nil stays nil.
func withExit(code int, err error) error {
	if err == nil {
		return nil
	}
	return &exitError{code, err}
}

// exitCode returns the code for the error that a command ended with.
func exitCode(err error) int {
	var known *exitError
	var path *fs.PathError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &known):
		return known.code
	case errors.Is(err, storage.ErrDamaged):
		return exitData
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, storage.ErrFull):
		return exitTryLater
	case errors.As(err, &path):
		return exitIO
	}
	return exitIO
}
