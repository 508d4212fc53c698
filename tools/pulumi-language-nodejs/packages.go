package main

import (
	"context"
	"slices"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// GetRequiredPackages lists the providers whose SDKs the program could load: everything marked
// as a resource package in the node_modules folders that node would search. The engine installs
// them beforehand, so providers that already run (PULUMI_DEBUG_PROVIDERS) are left out.
func (host *languageHost) GetRequiredPackages(
	_ context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	manifests, err := findManifests(request.GetInfo().GetProgramDirectory())
	if err != nil {
		return nil, err
	}
	attached := attachedProviders()
	response := &pulumirpc.GetRequiredPackagesResponse{}
	for _, manifest := range manifests {
		if dependency := manifest.dependency(); dependency != nil &&
			!slices.Contains(attached, dependency.GetName()) {
			response.Packages = append(response.Packages, dependency)
		}
	}
	return response, nil
}

// dependency is nil for a package that brings no provider.
func (manifest manifest) dependency() *pulumirpc.PackageDependency {
	info := manifest.Pulumi
	if !info.Resource {
		return nil
	}
	name := info.Name
	if name == "" {
		name = strings.TrimPrefix(manifest.Name, "@pulumi/")
	}
	version := info.Version
	if version == "" {
		version = manifest.Version
	}
	return &pulumirpc.PackageDependency{
		Name:             name,
		Kind:             "resource",
		Version:          "v" + strings.TrimPrefix(version, "v"),
		Server:           info.Server,
		Parameterization: parameterization(info.Parameterization),
		Extension:        parameterization(info.ExtensionParameterization),
	}
}
