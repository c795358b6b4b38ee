// What the cases of all runtimes ask for; the same words have the same meaning in every language.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type object = map[string]any

var (
	environment = randomName()
	invocations = 0
	elapsed     atomic.Bool
	version     = read("version.txt")
)

func randomName() string {
	name := make([]byte, 16)
	file, err := os.Open("/dev/urandom")
	if err == nil {
		defer file.Close()
		_, err = io.ReadFull(file, name)
	}
	if err != nil {
		panic(err)
	}
	return hex.EncodeToString(name)
}

func read(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func digest(bytes []byte) string {
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}

// call sends a request, and returns the status and the text of the answer.
func call(url, method, body string) (object, error) {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return object{"status": answer.StatusCode, "text": string(text)}, err
}

func variables() object {
	all := object{}
	for _, each := range os.Environ() {
		name, value, _ := strings.Cut(each, "=")
		all[name] = value
	}
	return all
}

func describe(ctx context.Context) object {
	current, _ := lambdacontext.FromContext(ctx)
	deadline, _ := ctx.Deadline()
	return object{
		"functionName":    lambdacontext.FunctionName,
		"functionVersion": lambdacontext.FunctionVersion,
		"arn":             current.InvokedFunctionArn,
		"memory":          strconv.Itoa(lambdacontext.MemoryLimitInMB),
		"requestId":       current.AwsRequestID,
		"logGroup":        lambdacontext.LogGroupName,
		"logStream":       lambdacontext.LogStreamName,
		"remaining":       time.Until(deadline).Milliseconds(),
	}
}

func millis(event object) time.Duration {
	return time.Duration(event["millis"].(float64)) * time.Millisecond
}

func sleep(event object) string {
	fmt.Println("process", os.Getpid(), "sleeps")
	time.Sleep(millis(event))
	return "slept"
}

func loop() {
	fmt.Println("process", os.Getpid(), "loops")
	for {
	}
}

func crash() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	time.Sleep(time.Minute)
}

func leave(event object) {
	go func() {
		time.Sleep(millis(event))
		elapsed.Store(true)
	}()
}

func do(ctx context.Context, event object) (any, error) {
	text, _ := event["text"].(string)
	url, _ := event["url"].(string)
	switch event["do"] {
	case "echo":
		return event, nil
	case "value":
		return event["value"], nil
	case "size":
		return strings.Repeat("x", int(event["bytes"].(float64))), nil
	case "digest":
		return digest([]byte(text)), nil
	case "digest64":
		bytes, err := base64.StdEncoding.DecodeString(event["body"].(string))
		return digest(bytes), err
	case "fail":
		return nil, errors.New(event["message"].(string))
	case "exit":
		os.Exit(int(event["status"].(float64)))
	case "crash":
		crash()
	case "loop":
		loop()
	case "sleep":
		return sleep(event), nil
	case "log":
		fmt.Println(text)
	case "variables":
		return variables(), nil
	case "context":
		return describe(ctx), nil
	case "environment":
		return object{"environment": environment, "invocations": invocations, "process": os.Getpid()}, nil
	case "meet":
		_, err := call(url, "GET", "")
		return environment, err
	case "post":
		return call(url, "POST", text)
	case "leave":
		leave(event)
	case "elapsed":
		return elapsed.Load(), nil
	case "version":
		return version, nil
	case "layer":
		text, err := exec.Command("greeting").Output()
		return string(text), err
	}
	return nil, nil
}

func handle(ctx context.Context, event object) (any, error) {
	invocations++
	_, isMessage := event["requestContext"]
	body, hasBody := event["body"].(string)
	switch {
	case isMessage && body == "version":
		return object{"statusCode": 200, "body": version}, nil
	case isMessage && hasBody:
		return object{"statusCode": 200, "body": body}, nil
	}
	return do(ctx, event)
}

func main() {
	if os.Getenv("_HANDLER") == "starts.handler" {
		panic("It cannot start.")
	}
	lambda.Start(handle)
}
