package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// servers are the packages whose very import is there to serve, and serving the functions that open a socket for others.
var (
	servers = []string{"net/http/httptest", "net/http/pprof", "net/http/cgi", "net/http/fcgi", "net/rpc", "expvar", "net/http/httputil"}
	serving = map[string][]string{
		"net":                   {"Listen", "ListenTCP", "ListenUDP", "ListenUnix", "ListenUnixgram", "ListenIP", "ListenPacket", "ListenMulticastUDP", "ListenConfig", "FileListener", "FilePacketConn"},
		"net/http":              {"ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS", "Server"},
		"crypto/tls":            {"Listen", "NewListener"},
		"syscall":               {"Listen", "Bind", "Accept", "Accept4"},
		"golang.org/x/sys/unix": {"Listen", "Bind", "Accept", "Accept4"},
	}
)

// TestS15ReviewHost and S16: what people decide comes in by file, so that there is no server that another site could speak to.
// No package of ours holds the means to open a socket for others.
func TestS15ReviewHost(t *testing.T) {
	root, read := filepath.Join("..", ".."), 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		read++
		return checkServes(t, path)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files hold no server", read)
}

// checkServes looks for imports and functions that serve.
func checkServes(t *testing.T, path string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return err
	}
	names := map[string]string{} // of imported packages
	for _, spec := range parsed.Imports {
		imported := strings.Trim(spec.Path.Value, `"`)
		if slices.Contains(servers, imported) {
			t.Errorf("%s imports %s", path, imported)
		}
		name := imported[strings.LastIndexByte(imported, '/')+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = imported
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && slices.Contains(serving[names[x.Name]], s.Sel.Name) {
				t.Errorf("%s uses %s.%s", path, names[x.Name], s.Sel.Name)
			}
		}
		return true
	})
	return nil
}

// watched runs the program under strace and returns its calls of the kinds that open files and sockets.
func watched(t *testing.T, program string, code int, args ...string) string {
	t.Helper()
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not here, so nobody sees what is opened:", err)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	cmd := exec.Command(strace, append([]string{"-f", "-qq", "-s", "4096", "-o", trace, "-e", "trace=open,openat,openat2,connect,bind,listen", program}, args...)...)
	out, _ := cmd.CombinedOutput()
	calls, err := os.ReadFile(trace)
	if err != nil || len(calls) == 0 {
		t.Skipf("strace may not look here: %v %s", err, out)
	}
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Fatalf("%v ended with %d, want %d: %s", args, got, code, out)
	}
	return string(calls)
}

// listens matches a call that opens a socket for others. To bind alone is enough for datagrams.
var listens = regexp.MustCompile(`(?m)^.*\b(?:listen|bind)\(.*$`)

// TestS16ReviewBind runs the commands that read, keep and hand out, and counts the sockets that listen.
func TestS16ReviewBind(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	sitrep, dir := program(t), t.TempDir()
	db, export, decisions := filepath.Join(dir, "s16.db"), filepath.Join(dir, "i.jsonl"), filepath.Join(dir, "review.jsonl")
	if err := os.WriteFile(decisions, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	sockets, commands := 0, [][]string{
		{"backfill", "--db", db, news(t, 3)}, {"export", "--db", db, "-f", "html", "-o", export}, {"review", "--db", db, "--template"}, {"review", "--db", db, decisions},
		{"status", "--db", db}, {"reextract", "--db", db}, {"db", "check", "--db", db}, {"feeds", "show", filepath.Join(fixtures, "feeds", "harbour-wire.atom")}, {"schema"}, {"version"},
	}
	for _, args := range commands {
		for _, call := range listens.FindAllString(watched(t, sitrep, 0, args...), -1) {
			sockets++
			t.Errorf("%v: %s", args, call)
		}
	}
	t.Logf("%d commands, %d listening sockets", len(commands), sockets)
}
