//go:build !slow

package main

// searched is the length of the texts on which expressions are tried.
const searched = 4 << 10
