package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Time that an interrupted program has to finish its calls before it is killed.
const interruptGrace = 5 * time.Second

// Scripts of @pulumi/pulumi that load what the user wrote.
const (
	runProgram    = "@pulumi/pulumi/cmd/run"
	runPolicyPack = "@pulumi/pulumi/cmd/run-policy-pack"
	runPlugin     = "@pulumi/pulumi/cmd/run-plugin"
)

// resolveModule asks node for the file of a module, as code in the folder would find it.
func resolveModule(ctx context.Context, folder, module string) (string, error) {
	lookup := exec.CommandContext(ctx, "node", "--print", "require.resolve(process.argv[1])", module)
	lookup.Dir = folder
	// Preloads and inspectors meant for the program would run twice, or write into the answer.
	lookup.Env = append(os.Environ(), "NODE_OPTIONS=")
	answer, err := lookup.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return "", errors.New("node is not on the PATH; install Node.js")
	}
	if err != nil {
		return "", fmt.Errorf(
			"%s can't be loaded from %s; run `npm install` there", module, folder)
	}
	return strings.TrimSpace(string(answer)), nil
}

// nodeCommand prepares node so that it is interrupted, not killed, when the context ends.
func nodeCommand(ctx context.Context, stdout, stderr io.Writer, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "node", args...)
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = interruptGrace
	// node makes inherited streams non-blocking, which loses output: hand it pipes instead.
	command.Stdout = struct{ io.Writer }{stdout}
	command.Stderr = struct{ io.Writer }{stderr}
	return command
}
