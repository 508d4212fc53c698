package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/nodejs/npm"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// InstallDependencies runs the package manager of the program for `pulumi install`.
func (host *languageHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest,
	server grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	streams, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(
		server, request.GetIsTerminal())
	if err != nil {
		return err
	}
	options, err := parseOptions(request.GetInfo().GetOptions())
	if err != nil {
		return errors.Join(err, streams.Close())
	}
	folder := request.GetInfo().GetProgramDirectory()
	if root, err := npm.FindWorkspaceRoot(folder); err == nil {
		folder = root
	} else if !errors.Is(err, npm.ErrNotInWorkspace) {
		return errors.Join(fmt.Errorf("find the workspace of %s: %w", folder, err), streams.Close())
	}
	_, err = npm.Install(
		server.Context(), options.packageManager, folder, options.production, stdout, stderr)
	return errors.Join(err, streams.Close())
}

// GetProgramDependencies reads the lock file.
func (host *languageHost) GetProgramDependencies(
	ctx context.Context, request *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	manager, err := managerOf(request.GetInfo())
	if err != nil {
		return nil, err
	}
	packages, err := manager.ListPackages(
		ctx, request.GetInfo().GetProgramDirectory(), request.GetTransitiveDependencies())
	if err != nil {
		return nil, err
	}
	response := &pulumirpc.GetProgramDependenciesResponse{}
	for _, found := range packages {
		response.Dependencies = append(response.Dependencies,
			&pulumirpc.DependencyInfo{Name: found.Name, Version: found.Version})
	}
	return response, nil
}

// About tells `pulumi about` which node and which package manager would be used.
func (host *languageHost) About(
	ctx context.Context, request *pulumirpc.AboutRequest,
) (*pulumirpc.AboutResponse, error) {
	manager, err := managerOf(request.GetInfo())
	if err != nil {
		return nil, err
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	version, err := exec.CommandContext(ctx, node, "--version").Output()
	if err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{
		Executable: node,
		Version:    strings.TrimSpace(string(version)),
		Metadata:   map[string]string{"packagemanager": manager.Name()},
	}, nil
}

func managerOf(program *pulumirpc.ProgramInfo) (npm.PackageManager, error) {
	options, err := parseOptions(program.GetOptions())
	if err != nil {
		return nil, err
	}
	return npm.ResolvePackageManager(options.packageManager, program.GetProgramDirectory())
}
