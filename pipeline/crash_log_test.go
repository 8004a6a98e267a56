package pipeline

import (
	"context"
	"log/slog"
)

// logThatKills is a log that ends the process as it is told of a message.
func logThatKills(message string) *slog.Logger { return slog.New(deadlyHandler(message)) }

type deadlyHandler string

func (h deadlyHandler) Enabled(context.Context, slog.Level) bool { return true }
func (h deadlyHandler) WithAttrs([]slog.Attr) slog.Handler       { return h }
func (h deadlyHandler) WithGroup(string) slog.Handler            { return h }

// Handle implements slog.Handler.
func (h deadlyHandler) Handle(_ context.Context, r slog.Record) error {
	if h != "" && r.Message == string(h) {
		die()
	}
	return nil
}
