// grpc-load sends one message, encoded beforehand, over N connections for a while, and prints what
// came back as one JSON object. Messages stay bytes in both directions: a client that decodes them
// would be slower than the servers it is to measure.
//
// Each connection has a channel of its own, asks one call after the other, and begins with a call
// that is not counted. A reply of another length than -reply-bytes is an error.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sort"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/mem"
)

const (
	maxMessageBytes = 1 << 30
	callTimeout     = 30 * time.Second
)

// rawCodec passes bytes: a request is a mem.BufferSlice, a reply an *int that gets its length.
type rawCodec struct{}

func (rawCodec) Marshal(v any) (mem.BufferSlice, error) { return v.(mem.BufferSlice), nil }

func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	*(v.(*int)) = data.Len()
	return nil
}

func (rawCodec) Name() string { return "proto" }

// options are the command line.
type options struct {
	address, method, bodyFile string
	connections, replyBytes   int
	duration                  time.Duration
}

// result is what one connection saw; the first error is kept, because one is like the next.
type result struct {
	latencies  []time.Duration
	errors     int
	firstError string
	end        time.Time
}

func (r *result) fail(err error) {
	if r.errors++; r.firstError == "" {
		r.firstError = err.Error()
	}
}

// report is what is printed; times are in the unit that the name ends in.
type report struct {
	Requests   int     `json:"requests"`
	Errors     int     `json:"errors"`
	FirstError string  `json:"first_error"`
	ElapsedS   float64 `json:"elapsed_s"`
	P50Ms      float64 `json:"p50_ms"`
	P99Ms      float64 `json:"p99_ms"`
	MaxMs      float64 `json:"max_ms"`
	CPUS       float64 `json:"cpu_s"`
}

func main() {
	var o options
	flag.StringVar(&o.address, "address", "", "host:port of the server")
	flag.StringVar(&o.method, "method", "", "full method name, for instance /seldon.protos.Model/Predict")
	flag.StringVar(&o.bodyFile, "body", "", "file with the request message")
	flag.IntVar(&o.connections, "connections", 1, "number of connections")
	flag.IntVar(&o.replyBytes, "reply-bytes", 0, "length of a right reply")
	flag.DurationVar(&o.duration, "duration", time.Second, "how long to ask")
	flag.Parse()
	found, err := measure(o)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(found)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "ERROR: grpc-load:", err)
		os.Exit(1)
	}
}

func measure(o options) (report, error) {
	body, err := os.ReadFile(o.bodyFile)
	if err != nil {
		return report{}, err
	}
	results := make([]result, o.connections)
	channels := make([]*grpc.ClientConn, o.connections)
	for i := range channels {
		if channels[i], err = connect(o.address); err != nil {
			return report{}, err
		}
		defer channels[i].Close()
		if err = call(channels[i], o, body); err != nil {
			return report{}, fmt.Errorf("first call: %w", err)
		}
	}
	before := cpu()
	begin := time.Now()
	var all sync.WaitGroup
	for i := range channels {
		all.Go(func() { results[i] = ask(channels[i], o, body, begin.Add(o.duration)) })
	}
	all.Wait()
	return summary(results, begin, cpu()-before), nil
}

func connect(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodecV2(rawCodec{}),
			grpc.MaxCallRecvMsgSize(maxMessageBytes), grpc.MaxCallSendMsgSize(maxMessageBytes)))
}

// ask calls until the deadline; the call that is under way then is finished and counted.
func ask(channel *grpc.ClientConn, o options, body []byte, deadline time.Time) result {
	var r result
	for r.end = time.Now(); r.end.Before(deadline); {
		begin := r.end
		err := call(channel, o, body)
		r.end = time.Now()
		if err != nil {
			r.fail(err)
			continue
		}
		r.latencies = append(r.latencies, r.end.Sub(begin))
	}
	return r
}

func call(channel *grpc.ClientConn, o options, body []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	var length int
	if err := channel.Invoke(ctx, o.method, mem.BufferSlice{mem.SliceBuffer(body)}, &length); err != nil {
		return err
	}
	if o.replyBytes != 0 && length != o.replyBytes {
		return fmt.Errorf("reply: %d bytes (expected: %d)", length, o.replyBytes)
	}
	return nil
}

func summary(results []result, begin time.Time, cpuTime time.Duration) report {
	found := report{CPUS: cpuTime.Seconds()}
	var latencies []time.Duration
	end := begin
	for _, r := range results {
		latencies = append(latencies, r.latencies...)
		found.Errors += r.errors
		if found.FirstError == "" {
			found.FirstError = r.firstError
		}
		if r.end.After(end) {
			end = r.end
		}
	}
	sort.Slice(latencies, func(i, j int) bool { return latencies[i] < latencies[j] })
	found.Requests = len(latencies)
	found.ElapsedS = end.Sub(begin).Seconds()
	if n := len(latencies); n > 0 {
		found.P50Ms = milliseconds(latencies[n/2])
		found.P99Ms = milliseconds(latencies[n*99/100])
		found.MaxMs = milliseconds(latencies[n-1])
	}
	return found
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// cpu gives the processor time that this process has used.
func cpu() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err) // Linux documents no way for this to fail with these arguments.
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
