package main

import (
	"fmt"

	"github.com/google/shlex"
	"github.com/pulumi/pulumi/sdk/v3/nodejs/npm"
	"google.golang.org/protobuf/types/known/structpb"
)

// runtimeOptions are `runtime.options` of Pulumi.yaml and PulumiPolicy.yaml.
type runtimeOptions struct {
	typescript     bool
	tsconfig       string
	nodeArgs       []string
	packageManager npm.PackageManagerType
	production     bool
}

func parseOptions(options *structpb.Struct) (runtimeOptions, error) {
	parsed := runtimeOptions{typescript: true, packageManager: npm.AutoPackageManager}
	for name, value := range options.AsMap() {
		if err := parsed.set(name, value); err != nil {
			return runtimeOptions{}, err
		}
	}
	return parsed, nil
}

func (options *runtimeOptions) set(name string, value any) error {
	var err error
	switch name {
	case "typescript":
		options.typescript, err = expect[bool](name, value)
	case "production":
		options.production, err = expect[bool](name, value)
	case "tsconfig":
		options.tsconfig, err = expect[string](name, value)
	case "nodeargs":
		var text string
		if text, err = expect[string](name, value); err == nil {
			options.nodeArgs, err = shlex.Split(text)
		}
	case "packagemanager":
		var text string
		if text, err = expect[string](name, value); err == nil {
			options.packageManager, err = packageManager(text)
		}
	}
	return err
}

func expect[T any](name string, value any) (T, error) {
	typed, ok := value.(T)
	if !ok {
		return typed, fmt.Errorf("runtime option %s is %v; expected a %T", name, value, typed)
	}
	return typed, nil
}

func packageManager(name string) (npm.PackageManagerType, error) {
	managers := map[string]npm.PackageManagerType{
		"auto": npm.AutoPackageManager,
		"npm":  npm.NpmPackageManager,
		"yarn": npm.YarnPackageManager,
		"pnpm": npm.PnpmPackageManager,
		"bun":  npm.BunPackageManager,
	}
	manager, known := managers[name]
	if !known {
		return manager, fmt.Errorf(
			"runtime option packagemanager is %q; expected auto, npm, yarn, pnpm or bun", name)
	}
	return manager, nil
}

// environment tells the SDK's loader how to treat TypeScript.
func (options runtimeOptions) environment() []string {
	var environment []string
	if options.typescript {
		environment = append(environment, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if options.tsconfig != "" {
		environment = append(environment, "PULUMI_NODEJS_TSCONFIG_PATH="+options.tsconfig)
	}
	return environment
}
