// What an application that uses the AI SDK gets from the packaged service, by both of its providers and by each of
// OpenAI's APIs. The SDK checks every answer and every event against a schema of its own.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, Output, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

const { QUARTERMASTER_URL: url, QUARTERMASTER_KEY: apiKey, SIMULATOR_URL: simulator } = process.env;
globalThis.AI_SDK_LOG_WARNINGS = false;

const openai = createOpenAI({ baseURL: `${url}/v1`, apiKey });
const anthropic = createAnthropic({ baseURL: `${url}/v1/`, apiKey });

// Each API, asked for a model that speaks it and for one that does not.
const clients = {
  "messages, Claude": ["anthropic", anthropic("anthropic/claude-haiku-4-5")],
  "messages, GPT": ["openai", anthropic("openai/gpt-4o-mini")],
  "chat, GPT": ["openai", openai.chat("openai/gpt-4o-mini")],
  "chat, Claude": ["anthropic", openai.chat("anthropic/claude-haiku-4-5")],
  "chat, Gemini": ["google", openai.chat("google/gemini-2.5-flash")],
  "responses, GPT": ["openai", openai.responses("openai/gpt-4o-mini")],
  "responses, Claude": ["anthropic", openai.responses("anthropic/claude-haiku-4-5")],
};

async function faults(init) {
  const answer = await fetch(`${simulator}/faults`, init);
  assert.ok(answer.ok, await answer.text());
}

const nextAnswer = (provider, answer) =>
  faults({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ provider, times: 1, ...answer }),
  });

beforeEach(() => faults({ method: "DELETE" }));

for (const [name, [provider, model]] of Object.entries(clients)) {
  describe(name, () => {
    test("chats", async () => {
      await nextAnswer(provider, { text: "Up there.", usage: { input: 11, output: 3 } });

      const answer = await generateText({ model, prompt: "Where is north?", maxOutputTokens: 500 });

      assert.equal(answer.text, "Up there.");
      assert.equal(answer.finishReason, "stop");
      assert.equal(answer.usage.inputTokens, 11);
      assert.equal(answer.usage.outputTokens, 3);
    });

    test("streams", async () => {
      const text = "North is where the moss grows,\nand south is the other way.";
      await nextAnswer(provider, { text });
      const problems = [];

      const answer = streamText({
        model,
        prompt: "Where is north?",
        maxOutputTokens: 500,
        onError: ({ error }) => problems.push(error),
      });
      const pieces = [];
      for await (const piece of answer.textStream) {
        pieces.push(piece);
      }

      assert.deepEqual(problems, []);
      assert.ok(pieces.length > 3, `${pieces.length} pieces`);
      assert.equal(pieces.join(""), text);
      assert.equal(await answer.finishReason, "stop");
      assert.ok((await answer.usage).outputTokens > 0);
    });

    for (const [way, ask] of Object.entries({ "whole": generateText, "streamed": streamText })) {
      test(`uses a tool, ${way}`, async () => {
        await nextAnswer(provider, { tool_calls: [{ name: "weather", arguments: { city: "Tromsø" } }] });
        const asked = [];
        const weather = tool({
          description: "The weather of a city",
          inputSchema: z.object({ city: z.string() }),
          execute: async ({ city }) => {
            asked.push(city);
            return `17 degrees in ${city}`;
          },
        });

        const answer = await ask({
          model,
          prompt: "How warm is it in Tromsø?",
          maxOutputTokens: 500,
          tools: { weather },
          stopWhen: stepCountIs(3),
          onError: ({ error }) => assert.fail(error),
        });

        assert.match(await answer.text, /17 degrees in Tromsø/);
        assert.deepEqual(asked, ["Tromsø"]);
        assert.equal((await answer.steps).length, 2);
        assert.deepEqual((await answer.steps)[0].toolCalls[0].input, { city: "Tromsø" });
      });
    }

    test("makes an object", async () => {
      await nextAnswer(provider, { text: '{"city":"Oslo","inhabitants":717710}' });

      const answer = await generateText({
        model,
        prompt: "Oslo has 717,710 inhabitants.",
        maxOutputTokens: 500,
        output: Output.object({ schema: z.object({ city: z.string(), inhabitants: z.number() }) }),
      });

      assert.deepEqual(answer.output, { city: "Oslo", inhabitants: 717710 });
    });
  });
}
