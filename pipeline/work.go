package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"
	"slices"
	"strings"

	"sitrep/storage"
)

// batchSize is how many items are read between two transactions: enough that syncing costs little, few enough that
// little is done twice after a kill.
const batchSize = 200

// maxDeaths is how often the process may die while an item is read alone before the item is given up. A death among
// others only makes it a suspect: a kill at a bad moment must condemn nobody.
const maxDeaths = 2

// errDeath says why an item was given up whose reading ended the process each time.
var errDeath = errors.New("process_death: the process ended each time while this was read")

// result is what reading one key gave: a value, or the error or panic that it ended in.
type result[R any] struct {
	key   string
	value R
	err   error
	stack string // of a panic
}

// job is a step over keys: do reads one of them, concurrently with others and without writing; keep adds what came of it
// to a batch, one after the other and in the order of the keys.
type job[R any] struct {
	step string
	do   func(key string) (R, error)
	keep func(b *storage.Batch, r result[R]) error
}

// run does a job over keys, a batch at a time: the keys are noted as in flight, read, and what came of them is written
// together with the removal of the notes. Keys that a dead process left behind are read one at a time.
func run[R any](ctx context.Context, p *Pipeline, keys []string, j job[R]) (done int, err error) {
	suspects, others, err := p.suspects(j.step, keys)
	if err != nil {
		return 0, err
	}
	batches := slices.Collect(slices.Chunk(suspects, 1))
	batches = slices.AppendSeq(batches, slices.Chunk(others, batchSize))
	for _, batch := range batches {
		if p.over(ctx) {
			return done, nil
		}
		if err := runBatch(p, batch, j); err != nil {
			return done, err
		}
		done += len(batch)
		p.progress(j.step, done, len(keys))
	}
	return done, nil
}

func runBatch[R any](p *Pipeline, keys []string, j job[R]) error {
	if err := p.takeOff(j.step, keys); err != nil {
		return err
	}
	b := p.Store.Batch()
	for r := range InOrder(slices.Values(keys), p.workers(), func(key string) result[R] { return guarded(p, key, j) }) {
		if err := j.keep(b, r); err != nil {
			return err
		}
		storage.Delete(b, storage.Inflight, storage.FailureKey(j.step, r.key))
	}
	return p.Store.Commit(b)
}

// guarded reads one key; a panic becomes its error. A key whose reading ended the process too often is not read.
func guarded[R any](p *Pipeline, key string, j job[R]) (r result[R]) {
	r.key = key
	defer func() {
		if v := recover(); v != nil {
			r.err, r.stack = fmt.Errorf("panic: %v", v), string(debug.Stack())
		}
	}()
	if s, err := storage.Get(p.Store, storage.Inflight, storage.FailureKey(j.step, key)); err == nil && s.Deaths >= maxDeaths {
		r.err = errDeath
		return r
	}
	r.value, r.err = j.do(key)
	return r
}

// takeOff notes keys as in flight, with the deaths that they have behind them.
func (p *Pipeline) takeOff(step string, keys []string) error {
	b := p.Store.Batch()
	for _, key := range keys {
		name := storage.FailureKey(step, key)
		s, _ := storage.Get(p.Store, storage.Inflight, name) // absent: no deaths
		s.Step, s.Key, s.At, s.Active, s.Alone = step, key, p.Now().UTC(), true, len(keys) == 1
		if err := storage.Put(b, storage.Inflight, name, s); err != nil {
			return err
		}
	}
	return p.Store.Commit(b)
}

// suspects parts those keys that were in flight when a process died from the others.
func (p *Pipeline) suspects(step string, keys []string) (suspects, others []string, err error) {
	left := storage.Keys(p.Store, storage.Inflight, step+"/", "", 0)
	for _, key := range keys {
		if _, found := slices.BinarySearch(left, storage.FailureKey(step, key)); found {
			suspects = append(suspects, key)
		} else {
			others = append(others, key)
		}
	}
	return suspects, others, nil
}

// recoverInflight counts a death for what an earlier process was reading alone when it died, and leaves the notes of the
// others, so that they will be read alone.
func (p *Pipeline) recoverInflight() error {
	b := p.Store.Batch()
	err := storage.Each(p.Store, storage.Inflight, "", func(name string, s storage.Started) error {
		if !s.Active {
			return nil
		}
		if s.Alone {
			s.Deaths++
			p.Log.Warn("the last run died while this was read", "step", s.Step, "key", s.Key, "deaths", s.Deaths)
		}
		s.Active = false
		return storage.Put(b, storage.Inflight, name, s)
	})
	if err != nil {
		return err
	}
	return p.Store.Commit(b)
}

// fail records the failure of a key.
func (p *Pipeline) fail(b *storage.Batch, step, key, name string, err error, stack string, dead bool) error {
	p.Log.Warn("failed", "step", step, "name", name, "error", err)
	return p.Store.PutFailure(b, storage.Failure{Step: step, Key: key, Name: name, Error: oneLine(err), Stack: stack, Last: p.Now().UTC(), Dead: dead})
}

// mend forgets the failure of a key that has succeeded.
func mend(b *storage.Batch, step, key string) {
	storage.Delete(b, storage.Failures, storage.FailureKey(step, key))
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// InOrder applies f to the values of in on several goroutines and yields the results in the order of the values.
// A few results for each goroutine wait in memory at most.
func InOrder[In, Out any](in iter.Seq[In], workers int, f func(In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		pending, stop := make(chan chan Out, 4*workers), make(chan struct{})
		slots := make(chan struct{}, workers)
		defer close(stop)
		go func() {
			defer close(pending)
			for v := range in {
				result := make(chan Out, 1)
				select {
				case pending <- result:
				case <-stop:
					return
				}
				slots <- struct{}{}
				go func() { defer func() { <-slots }(); result <- f(v) }()
			}
		}()
		for result := range pending {
			if !yield(<-result) {
				return
			}
		}
	}
}
