// pulumi-language-nodejs lets the Pulumi engine run JavaScript programs and policy packs where
// Pulumi's own language host can't be downloaded. The engine starts it, reads the port from its
// first line of output and talks gRPC to it from then on.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// A killed engine sends no goodbye: nobody else would end this process.
const enginePollInterval = 2 * time.Second

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.String("tracing", "", "accepted for the engine's sake; traces are not emitted")
	flag.Parse()
	if *showVersion {
		fmt.Println(version.Version)
		return
	}
	if err := serve(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve answers the engine until it goes away or interrupts. An empty address means that the
// engine attaches by itself and names its address in the handshake.
func serve(engineAddress string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if engineAddress != "" {
		if err := rpcutil.Healthcheck(ctx, engineAddress, enginePollInterval, stop); err != nil {
			return fmt.Errorf("watch the engine at %s: %w", engineAddress, err)
		}
	}
	cancel := make(chan bool)
	context.AfterFunc(ctx, func() { close(cancel) })

	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, newLanguageHost(ctx, engineAddress, stop))
			return nil
		},
	})
	if err != nil {
		return fmt.Errorf("open a port for the engine: %w", err)
	}
	fmt.Println(handle.Port)
	return <-handle.Done
}
