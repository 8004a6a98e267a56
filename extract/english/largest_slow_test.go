//go:build slow

package english

// largest is the length of the texts whose cost is measured: all that is ever read of a text, but for the title.
const largest = 64<<10 - 100
