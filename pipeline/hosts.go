package pipeline

import (
	"encoding/json"

	"sitrep/pipeline/fetch"
	"sitrep/storage"
)

// Hosts reads what earlier runs learnt of hosts. What cannot be read is as if it were new.
func Hosts(store *storage.Store) (map[string]fetch.HostState, error) {
	hosts := map[string]fetch.HostState{}
	err := storage.Each(store, storage.Hosts, "", func(host string, raw json.RawMessage) error {
		var s fetch.HostState
		if json.Unmarshal(raw, &s) == nil {
			hosts[host] = s
		}
		return nil
	})
	return hosts, err
}

// KeepHost writes what was learnt of a host.
func KeepHost(store *storage.Store, host string, s fetch.HostState) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	b := store.Batch()
	if err := storage.Put(b, storage.Hosts, host, json.RawMessage(raw)); err != nil {
		return err
	}
	return store.Commit(b)
}

// SourceState is what is remembered of a source.
type SourceState struct {
	Configured string `json:"configured"` // its address in the configuration
	fetch.State
}

// ReadSourceState returns what is remembered of the source of that name, or storage.ErrNotFound.
func ReadSourceState(store *storage.Store, name string) (SourceState, error) {
	var s SourceState
	raw, err := storage.Get(store, storage.Sources, name)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(raw, &s)
}
