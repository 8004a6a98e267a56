//go:build slow

package pipeline

// weekOutlets is how many feeds the simulated week has: each habit of publishers is there 20 times.
const weekOutlets = 200
