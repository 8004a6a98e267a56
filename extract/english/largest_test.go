//go:build !slow

package english

// largest is the length of the texts whose cost is measured: a quarter of what is ever read of a text.
const largest = 16 << 10
