package main

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// languageHost answers the engine's LanguageRuntime calls. What it does not answer
// (`pulumi convert` to a whole project, linking and packing of SDKs) is refused as unimplemented.
type languageHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	engineAddress string
	lifetime      context.Context // ends with the process
	engineGone    context.CancelFunc
	work          context.Context // ends with the engine's Cancel
	cancelWork    context.CancelFunc
}

func newLanguageHost(
	lifetime context.Context, engineAddress string, engineGone context.CancelFunc,
) *languageHost {
	work, cancelWork := context.WithCancel(lifetime)
	return &languageHost{
		engineAddress: engineAddress,
		lifetime:      lifetime,
		engineGone:    engineGone,
		work:          work,
		cancelWork:    cancelWork,
	}
}

// Handshake learns the engine's address when the engine attached to a host that already ran.
func (host *languageHost) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	host.engineAddress = request.GetEngineAddress()
	err := rpcutil.Healthcheck(host.lifetime, host.engineAddress, enginePollInterval, host.engineGone)
	if err != nil {
		return nil, err
	}
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

// Cancel interrupts the programs that run.
func (host *languageHost) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	host.cancelWork()
	return &emptypb.Empty{}, nil
}

func (host *languageHost) GetPluginInfo(
	context.Context, *emptypb.Empty,
) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}
