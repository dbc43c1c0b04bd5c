package dev.quartermaster.provider;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.List;

/** A guess at usage for providers that did not report it: four characters a token, and a little for each turn. */
public final class UsageEstimate {

    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int TOKENS_PER_MESSAGE = 4;

    private UsageEstimate() {}

    public static Usage of(ChatRequest request, long answerCharacters) {
        return Usage.estimate(promptTokens(request), tokens(answerCharacters));
    }

    public static long promptTokens(ChatRequest request) {
        long characters = 0;
        for (Message message : request.messages()) {
            characters += characters(message.parts());
        }
        for (ToolSpec tool : request.tools()) {
            characters += tool.name().length() + tool.parameters().toString().length();
        }
        return tokens(characters)
                + (long) TOKENS_PER_MESSAGE * request.messages().size();
    }

    public static long answerCharacters(ChatReply reply) {
        long characters = 0;
        for (Choice choice : reply.choices()) {
            characters += characters(choice.parts());
        }
        return characters;
    }

    /** Rounded up. */
    public static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    private static long characters(List<Part> parts) {
        long characters = 0;
        for (Part part : parts) {
            characters += characters(part);
        }
        return characters;
    }

    private static long characters(Part part) {
        if (part instanceof Part.Text text) {
            return text.text().length();
        }
        if (part instanceof Part.Thinking thinking) {
            return thinking.text().length();
        }
        if (part instanceof Part.ToolCall call) {
            return call.name().length() + call.arguments().length();
        }
        if (part instanceof Part.ToolResult result) {
            return characters(result.content());
        }
        return part instanceof Part.Refusal refusal ? refusal.text().length() : 0;
    }
}
