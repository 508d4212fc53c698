package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// RunPlugin executes a policy pack or another plugin written for node until it ends, and
// streams its output to the engine.
func (host *languageHost) RunPlugin(
	request *pulumirpc.RunPluginRequest, server grpc.ServerStreamingServer[pulumirpc.RunPluginResponse],
) error {
	if request.GetAttachDebugger() {
		return errors.New("attaching a debugger to a plugin is not supported here")
	}
	streams, stdout, stderr, err := rpcutil.MakeRunPluginStreams(server, false)
	if err != nil {
		return err
	}
	run := runOtherPlugin
	if request.GetKind() == string(apitype.AnalyzerPlugin) {
		run = runPolicyPackPlugin
	}
	return errors.Join(exitSentence(run(server.Context(), request, stdout, stderr)), streams.Close())
}

func runOtherPlugin(
	ctx context.Context, request *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) error {
	folder := request.GetInfo().GetProgramDirectory()
	args := append([]string{folder}, request.GetArgs()...)
	command, err := pluginCommand(ctx, request, runPlugin, args, stdout, stderr)
	if err != nil {
		return err
	}
	command.Dir = request.GetPwd()
	return command.Run()
}

func pluginCommand(
	ctx context.Context, request *pulumirpc.RunPluginRequest, module string, scriptArgs []string,
	stdout, stderr io.Writer,
) (*exec.Cmd, error) {
	options, err := parseOptions(request.GetInfo().GetOptions())
	if err != nil {
		return nil, err
	}
	script, err := resolveModule(ctx, request.GetInfo().GetProgramDirectory(), module)
	if err != nil {
		return nil, err
	}
	args := append(options.nodeArgs, script)
	args = append(args, scriptArgs...)
	command := nodeCommand(ctx, stdout, stderr, args...)
	command.Env = append(request.GetEnv(), options.environment()...)
	return command, nil
}

func exitSentence(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("the plugin ended with %s", exit)
	}
	return err
}
