//go:build slow

package clean

// part of the largest page is what the hostile ones are: all of it.
const part = 1
