// A server around Bifrost's core: reads a chat as OpenAI writes it, lets the library answer it, and writes the answer.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	bifrost "github.com/maximhq/bifrost/core"
	"github.com/maximhq/bifrost/core/schemas"
)

type account struct{ upstream string }

func (a account) GetConfiguredProviders() ([]schemas.ModelProvider, error) {
	return []schemas.ModelProvider{schemas.OpenAI}, nil
}

func (a account) GetKeysForProvider(context.Context, schemas.ModelProvider) ([]schemas.Key, error) {
	return []schemas.Key{{ID: "one", Name: "one", Value: *schemas.NewEnvVar("sk-benchmark"),
		Models: schemas.WhiteList{"*"}, Weight: 1}}, nil
}

func (a account) GetConfigForProvider(schemas.ModelProvider) (*schemas.ProviderConfig, error) {
	return &schemas.ProviderConfig{
		NetworkConfig:            schemas.NetworkConfig{BaseURL: a.upstream, DefaultRequestTimeoutInSeconds: 30},
		ConcurrencyAndBufferSize: schemas.ConcurrencyAndBufferSize{Concurrency: 256, BufferSize: 1024},
	}, nil
}

type chat struct {
	Model    string                `json:"model"`
	Messages []schemas.ChatMessage `json:"messages"`
	Stream   bool                  `json:"stream"`
}

type server struct{ gateway *bifrost.Bifrost }

func (s server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var asked chat
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	request := &schemas.BifrostChatRequest{Provider: schemas.OpenAI, Model: asked.Model, Input: asked.Messages}
	ctx := schemas.NewBifrostContext(r.Context(), schemas.NoDeadline)
	if asked.Stream {
		s.stream(w, ctx, request)
		return
	}
	answer, failure := s.gateway.ChatCompletionRequest(ctx, request)
	if failure != nil {
		fail(w, failure)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(answer)
}

func (s server) stream(w http.ResponseWriter, ctx *schemas.BifrostContext, request *schemas.BifrostChatRequest) {
	chunks, failure := s.gateway.ChatCompletionStreamRequest(ctx, request)
	if failure != nil {
		fail(w, failure)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	for chunk := range chunks {
		piece, err := json.Marshal(chunk)
		if err != nil || chunk.BifrostError != nil {
			return
		}
		fmt.Fprintf(w, "data: %s\n\n", piece)
		w.(http.Flusher).Flush()
	}
	fmt.Fprint(w, "data: [DONE]\n\n")
}

func fail(w http.ResponseWriter, failure *schemas.BifrostError) {
	w.WriteHeader(http.StatusBadGateway)
	json.NewEncoder(w).Encode(failure)
}

func main() {
	gateway, err := bifrost.Init(context.Background(), schemas.BifrostConfig{
		Account: account{os.Args[2]}, Logger: bifrost.NewDefaultLogger(schemas.LogLevelError), InitialPoolSize: 500})
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(os.Args[1], server{gateway}))
}
