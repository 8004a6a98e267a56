//go:build !slow

package clean

// part of the largest page is what the hostile ones are: a sixteenth.
const part = 16
