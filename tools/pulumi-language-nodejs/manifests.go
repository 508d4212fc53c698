package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// manifest is what counts here of a package.json.
type manifest struct {
	Name    string                  `json:"name"`
	Version string                  `json:"version"`
	Pulumi  plugin.PulumiPluginJSON `json:"pulumi"`
}

// findManifests reads the package.json of every package that code in the folder can load: those
// in node_modules of the folder and of its parents, and theirs in turn.
func findManifests(folder string) ([]manifest, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	search := search{seen: map[string]bool{}}
	for {
		if err := search.modules(filepath.Join(folder, "node_modules")); err != nil {
			return nil, err
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return search.found, nil
		}
		folder = parent
	}
}

type search struct {
	found []manifest
	seen  map[string]bool // real paths: links make circles
}

func (search *search) modules(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		visit := search.module
		if strings.HasPrefix(entry.Name(), "@") {
			visit = search.modules
		}
		if err := visit(path); err != nil {
			return err
		}
	}
	return nil
}

func (search *search) module(folder string) error {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil || search.seen[real] {
		return nil // a dangling link is as good as absent
	}
	search.seen[real] = true
	path := filepath.Join(real, "package.json")
	content, err := os.ReadFile(path)
	if err != nil {
		return nil // not a package: a file, .bin and the like
	}
	var manifest manifest
	if err := json.Unmarshal(content, &manifest); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	search.found = append(search.found, manifest)
	return search.modules(filepath.Join(real, "node_modules"))
}

// attachedProviders reads the names from PULUMI_DEBUG_PROVIDERS=name:port,name:port.
func attachedProviders() []string {
	var names []string
	for _, entry := range strings.Split(os.Getenv("PULUMI_DEBUG_PROVIDERS"), ",") {
		name, _, _ := strings.Cut(strings.TrimSpace(entry), ":")
		names = append(names, name)
	}
	return names
}

func parameterization(
	info *plugin.PulumiParameterizationJSON,
) *pulumirpc.PackageParameterization {
	if info == nil {
		return nil
	}
	return &pulumirpc.PackageParameterization{
		Name: info.Name, Version: info.Version, Value: info.Value,
	}
}
