package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.Finish;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.StreamForm;
import java.util.ArrayList;
import java.util.List;

/** An answer as Gemini gives it; a stream is the same object again and again with a part of the text each. */
final class GoogleAnswer {

    private final Question question;
    private final Answer answer;

    GoogleAnswer(Question question, Answer answer) {
        this.question = question;
        this.answer = answer;
    }

    ObjectNode whole() {
        if (answer.finish() == Finish.CONTENT_POLICY) {
            return blocked();
        }
        List<ObjectNode> parts = new ArrayList<>();
        if (!answer.thinking().isEmpty()) {
            parts.add(thought(answer.thinking()));
        }
        if (!answer.text().isEmpty()) {
            parts.add(Json.object("text", answer.text()));
        }
        parts.addAll(calls());
        return response(parts, finish(), usage(true));
    }

    /** The last one has the finish reason and the complete usage. */
    List<ObjectNode> chunks() {
        if (answer.finish() == Finish.CONTENT_POLICY) {
            return List.of(blocked());
        }
        List<ObjectNode> parts = new ArrayList<>();
        answer.thinkingPieces().forEach(piece -> parts.add(thought(piece)));
        answer.pieces().forEach(piece -> parts.add(Json.object("text", piece)));
        parts.addAll(calls());
        if (parts.isEmpty()) {
            parts.add(Json.object("text", ""));
        }
        List<ObjectNode> chunks = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            chunks.add(response(List.of(parts.get(i)), last ? finish() : null, usage(last)));
        }
        return chunks;
    }

    Reply stream() {
        boolean content = answer.usage().output() > 0;
        List<Frame> frames = chunks().stream()
                .map(Frame::data)
                .map(frame -> content ? frame.asContent() : frame)
                .toList();
        return Reply.stream("text/event-stream", frames, new Form());
    }

    private ObjectNode blocked() {
        return Json.object(
                "promptFeedback", Json.object("blockReason", "PROHIBITED_CONTENT"),
                "usageMetadata",
                        Json.object(
                                "promptTokenCount", answer.usage().promptTokens(),
                                "totalTokenCount", answer.usage().promptTokens()),
                "modelVersion", question.model(),
                "responseId", question.id());
    }

    private ObjectNode response(List<ObjectNode> parts, String finish, ObjectNode usage) {
        ObjectNode content = Json.object("parts", Json.array(parts), "role", "model");
        ObjectNode candidate = Json.object("content", content);
        if (finish != null) {
            candidate.put("finishReason", finish);
        }
        candidate.put("index", 0);
        return Json.object(
                "candidates", Json.array(candidate),
                "usageMetadata", usage,
                "modelVersion", question.model(),
                "responseId", question.id());
    }

    private static ObjectNode thought(String text) {
        return Json.object("text", text, "thought", true);
    }

    /** The first of several calls carries the signature for all of them. */
    private List<ObjectNode> calls() {
        List<ObjectNode> parts = new ArrayList<>();
        for (ToolCall call : answer.toolCalls()) {
            ObjectNode part = Json.object("functionCall", Json.object("name", call.name(), "args", call.arguments()));
            if (parts.isEmpty()) {
                part.put("thoughtSignature", Signature.of(call.seed()));
            }
            parts.add(part);
        }
        return parts;
    }

    private String finish() {
        return answer.finish() == Finish.LENGTH ? "MAX_TOKENS" : "STOP";
    }

    /** Cached tokens are a part of the prompt's; thoughts stand beside the candidates' tokens, not within them. */
    private ObjectNode usage(boolean complete) {
        Usage usage = answer.usage();
        long prompt = usage.promptTokens() - usage.toolPrompt();
        ObjectNode metadata = Json.object("promptTokenCount", prompt);
        if (complete) {
            metadata.put("candidatesTokenCount", usage.answerTokens() - usage.reasoning());
            if (usage.media().output() > 0) {
                metadata.set(
                        "candidatesTokensDetails",
                        modalities(
                                usage.output() - usage.reasoning(),
                                usage.media().audioOutput(),
                                usage.media().imageOutput()));
            }
        }
        metadata.put("totalTokenCount", complete ? usage.totalTokens() : usage.promptTokens());
        if (usage.cacheRead() > 0) {
            metadata.put("cachedContentTokenCount", usage.cacheRead());
        }
        metadata.set(
                "promptTokensDetails",
                modalities(
                        prompt - usage.media().input(),
                        usage.media().audioInput(),
                        usage.media().imageInput()));
        if (usage.toolPrompt() > 0) {
            metadata.put("toolUsePromptTokenCount", usage.toolPrompt());
        }
        if (complete && usage.reasoning() > 0) {
            metadata.put("thoughtsTokenCount", usage.reasoning());
        }
        return metadata;
    }

    /** Counts by modality, but for those that are 0. */
    private static ArrayNode modalities(long text, long audio, long image) {
        ArrayNode modalities = textTokens(text);
        add(modalities, "AUDIO", audio);
        add(modalities, "IMAGE", image);
        return modalities;
    }

    private static void add(ArrayNode modalities, String modality, long tokens) {
        if (tokens > 0) {
            modalities.add(Json.object("modality", modality, "tokenCount", tokens));
        }
    }

    static ArrayNode textTokens(long tokens) {
        return Json.array(Json.object("modality", "TEXT", "tokenCount", tokens));
    }

    /** A stream has no terminal event of its own: it just ends. */
    static final class Form implements StreamForm {

        @Override
        public Frame error(Problem problem) {
            return Frame.data(Google.errorBody(problem));
        }

        @Override
        public Frame broken() {
            return Frame.data("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":");
        }
    }
}
