// vcsim runs a vCenter on this machine, for tests: govmomi's simulator with its tag and storage
// policy services. The first line of output is its SDK's address; it ends with its standard input.
package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"

	_ "github.com/vmware/govmomi/pbm/simulator"
	"github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on; port 0 takes a free one")
	hosts := flag.Int("hosts", 3, "hosts in each cluster")
	datastores := flag.Int("datastores", 2, "datastores")
	machines := flag.Int("machines", 1, "virtual machines in each resource pool at the start")
	flag.Parse()

	model := simulator.VPX()
	model.ClusterHost = *hosts
	model.Datastore = *datastores
	model.Machine = *machines
	if err := run(model, *listen); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(model *simulator.Model, listen string) error {
	defer model.Remove()
	if err := model.Create(); err != nil {
		return fmt.Errorf("build the inventory: %w", err)
	}
	model.Service.Listen = &url.URL{Host: listen}
	model.Service.TLS = new(tls.Config)
	model.Service.RegisterEndpoints = true
	server := model.Service.NewServer()
	defer server.Close()
	fmt.Println(server.URL)
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}
