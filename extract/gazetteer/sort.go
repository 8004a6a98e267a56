package gazetteer

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
)

// Sorter sorts byte strings that need not fit into memory: full runs go to temporary files
// and are merged on the way out.
type Sorter struct {
	dir, name string
	run       [][]byte
	held      int
	files     []*os.File
}

// runBytes is what a run holds before it is written out.
const runBytes = 64 << 20

// NewSorter returns an empty Sorter whose files go to dir under the given name.
func NewSorter(dir, name string) *Sorter { return &Sorter{dir: dir, name: name} }

// Add puts a copy of b into the sort.
func (s *Sorter) Add(b []byte) error {
	s.run = append(s.run, bytes.Clone(b))
	s.held += len(b) + 48 // the slice header and the allocator's share
	if s.held < runBytes {
		return nil
	}
	return s.spill()
}

func (s *Sorter) spill() error {
	slices.SortFunc(s.run, bytes.Compare)
	f, err := os.Create(filepath.Join(s.dir, fmt.Sprintf("%s.run%d", s.name, len(s.files))))
	if err != nil {
		return err
	}
	s.files = append(s.files, f)
	w := bufio.NewWriterSize(f, 1<<20)
	for _, b := range s.run {
		w.Write(binary.AppendUvarint(nil, uint64(len(b))))
		w.Write(b)
	}
	s.run, s.held = nil, 0
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// Sorted yields everything that was added, in ascending order, and removes the files. It may be used once.
func (s *Sorter) Sorted() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		defer s.remove()
		slices.SortFunc(s.run, bytes.Compare)
		h := runs{}
		if len(s.run) > 0 {
			h = append(h, &run{head: s.run[0], rest: s.run[1:]})
		}
		for _, f := range s.files {
			r := &run{file: bufio.NewReaderSize(f, 1<<18)}
			if ok, err := r.next(); err != nil {
				yield(nil, err)
				return
			} else if ok {
				h = append(h, r)
			}
		}
		heap.Init(&h)
		for len(h) > 0 {
			if !yield(h[0].head, nil) {
				return
			}
			ok, err := h[0].next()
			if err != nil {
				yield(nil, err)
				return
			}
			if ok {
				heap.Fix(&h, 0)
			} else {
				heap.Pop(&h)
			}
		}
	}
}

func (s *Sorter) remove() {
	for _, f := range s.files {
		f.Close()
		os.Remove(f.Name())
	}
}

// run is one sorted run: its first item and the rest, in memory or in a file.
type run struct {
	head []byte
	rest [][]byte
	file *bufio.Reader
}

func (r *run) next() (bool, error) {
	if r.file == nil {
		if len(r.rest) == 0 {
			return false, nil
		}
		r.head, r.rest = r.rest[0], r.rest[1:]
		return true, nil
	}
	n, err := binary.ReadUvarint(r.file)
	if err == io.EOF {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	r.head = make([]byte, n)
	_, err = io.ReadFull(r.file, r.head)
	return err == nil, err
}

type runs []*run

func (h runs) Len() int           { return len(h) }
func (h runs) Less(i, j int) bool { return bytes.Compare(h[i].head, h[j].head) < 0 }
func (h runs) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runs) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runs) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
