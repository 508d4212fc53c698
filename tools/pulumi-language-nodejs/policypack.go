package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/pulumi/pulumi/sdk/v3"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// runPolicyPackPlugin starts a policy pack behind a proxy. The engine tells a pack about its
// stack in a call; @pulumi/policy reads it from its environment when it starts. So the proxy
// takes the call first, and only then the pack is started.
func runPolicyPackPlugin(
	ctx context.Context, request *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) error {
	proxy, packStdout, err := sdk.NewPolicyProxy(ctx, stdout)
	if err != nil {
		return fmt.Errorf("open a port for the policy pack: %w", err)
	}
	folder := request.GetInfo().GetProgramDirectory()
	args := append(append([]string{}, request.GetArgs()...), folder)
	command, err := pluginCommand(ctx, request, runPolicyPack, args, packStdout, stderr)
	if err != nil {
		return err
	}
	command.Dir = folder

	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return fmt.Errorf("learn the stack of the policy pack: %w", err)
	}
	environment, err := stackEnvironment(stack)
	if err != nil {
		return err
	}
	command.Env = append(command.Env, environment...)
	if err := command.Start(); err != nil {
		return fmt.Errorf("start the policy pack in %s: %w", folder, err)
	}
	return proxy.Attach(ctx, command)
}

// stackEnvironment is empty where the engine asks for a pack's description only.
func stackEnvironment(stack *pulumirpc.AnalyzerStackConfigureRequest) ([]string, error) {
	if stack == nil {
		return nil, nil
	}
	environment := []string{
		"PULUMI_NODEJS_ORGANIZATION=" + stack.GetOrganization(),
		"PULUMI_NODEJS_PROJECT=" + stack.GetProject(),
		"PULUMI_NODEJS_STACK=" + stack.GetStack(),
		"PULUMI_NODEJS_DRY_RUN=" + strconv.FormatBool(stack.GetDryRun()),
	}
	if stack.GetConfig() == nil {
		return environment, nil
	}
	configuration, err := json.Marshal(stack.GetConfig())
	if err != nil {
		return nil, fmt.Errorf("hand the stack's configuration to the policy pack: %w", err)
	}
	return append(environment, "PULUMI_CONFIG="+string(configuration)), nil
}
