package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// The SDK's exit code for "the user was already told what is wrong".
const exitAlreadyTold = 32

// Run executes a Pulumi program; it registers its resources with the engine directly.
func (host *languageHost) Run(
	ctx context.Context, request *pulumirpc.RunRequest,
) (*pulumirpc.RunResponse, error) {
	if host.engineAddress == "" {
		return nil, errors.New("the engine's address is unknown: Handshake must come before Run")
	}
	if request.GetAttachDebugger() {
		return failed(errors.New(
			"attaching a debugger is not supported here; set NODE_OPTIONS=--inspect-brk")), nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(host.work, stop)()

	command, err := host.programCommand(ctx, request)
	if err != nil {
		return failed(err), nil
	}
	return outcome(command.Run()), nil
}

func (host *languageHost) programCommand(
	ctx context.Context, request *pulumirpc.RunRequest,
) (*exec.Cmd, error) {
	program := request.GetInfo()
	options, err := parseOptions(program.GetOptions())
	if err != nil {
		return nil, err
	}
	configuration, err := configEnvironment(request)
	if err != nil {
		return nil, err
	}
	script, err := resolveModule(ctx, program.GetProgramDirectory(), runProgram)
	if err != nil {
		return nil, err
	}
	args := append(options.nodeArgs, script)
	args = append(args, host.programArguments(request)...)
	command := nodeCommand(ctx, os.Stdout, os.Stderr, args...)
	command.Env = append(os.Environ(), configuration...)
	command.Env = append(command.Env, options.environment()...)
	return command, nil
}

func (host *languageHost) programArguments(request *pulumirpc.RunRequest) []string {
	program := request.GetInfo()
	var args []string
	for _, argument := range [][2]string{
		{"--monitor", request.GetMonitorAddress()},
		{"--engine", host.engineAddress},
		{"--organization", request.GetOrganization()},
		{"--project", request.GetProject()},
		{"--stack", request.GetStack()},
		{"--root-directory", program.GetRootDirectory()},
		{"--pwd", program.GetProgramDirectory()},
		{"--parallel", strconv.Itoa(int(request.GetParallel()))},
	} {
		if name, value := argument[0], argument[1]; value != "" {
			args = append(args, name, value)
		}
	}
	if request.GetDryRun() {
		args = append(args, "--dry-run")
	}
	args = append(args, program.GetEntryPoint())
	return append(args, request.GetArgs()...)
}

// configEnvironment hands over the stack's configuration in the SDK's form: keys spelled
// `namespace:config:name`, and the names of the secret ones beside them.
func configEnvironment(request *pulumirpc.RunRequest) ([]string, error) {
	values := make(map[string]string, len(request.GetConfig()))
	for text, value := range request.GetConfig() {
		key, err := config.ParseKey(text)
		if err != nil {
			return nil, fmt.Errorf("configuration key %q: %w", text, err)
		}
		values[key.Namespace()+":config:"+key.Name()] = value
	}
	configuration, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, request.GetConfigSecretKeys()...))
	if err != nil {
		return nil, err
	}
	return []string{
		"PULUMI_CONFIG=" + string(configuration),
		"PULUMI_CONFIG_SECRET_KEYS=" + string(secretKeys),
	}, nil
}

func outcome(err error) *pulumirpc.RunResponse {
	if err == nil {
		return &pulumirpc.RunResponse{}
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return failed(fmt.Errorf("the program could not be run: %w", err))
	}
	if exit.ExitCode() == exitAlreadyTold {
		return &pulumirpc.RunResponse{Bail: true}
	}
	return failed(fmt.Errorf("the program ended with %s", exit))
}

func failed(err error) *pulumirpc.RunResponse {
	return &pulumirpc.RunResponse{Error: err.Error()}
}
