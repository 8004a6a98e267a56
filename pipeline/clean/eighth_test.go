//go:build !slow

package clean

// part of the largest page is what the hostile ones are: an eighth.
const part = 8
