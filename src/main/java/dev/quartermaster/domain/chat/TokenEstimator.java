package dev.quartermaster.domain.chat;

import dev.quartermaster.domain.Usage;

/**
 * Estimates a request's tokens before a provider counts them: four characters of text to a token, a fixed amount for
 * each image. The estimate serves selection, reservations and size checks; it never bills an answer with reported
 * usage.
 */
public final class TokenEstimator {

    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int TOKENS_A_MESSAGE = 4;
    private static final int TOKENS_AN_IMAGE = 1_000;

    private TokenEstimator() {}

    public static long ofText(String text) {
        return ofCharacters(text.length());
    }

    public static long ofCharacters(long characters) {
        return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
    }

    /** The usage of a whole answer of which its provider did not report it. */
    public static Usage usage(ChatRequest request, ChatReply reply) {
        long characters = 0;
        for (Choice choice : reply.choices()) {
            for (Part part : choice.parts()) {
                characters += spoken(part);
            }
        }
        return usage(request, characters);
    }

    /** The same of a stream that has delivered so many characters. */
    public static Usage usage(ChatRequest request, long answerCharacters) {
        return Usage.estimate(ofPrompt(request), ofCharacters(answerCharacters));
    }

    private static long spoken(Part part) {
        if (part instanceof Part.Text text) {
            return text.text().length();
        } else if (part instanceof Part.Refusal refusal) {
            return refusal.text().length();
        } else if (part instanceof Part.Thinking thinking) {
            return thinking.text().length();
        }
        if (part instanceof Part.ToolResult result) {
            long characters = 0;
            for (Part inner : result.content()) {
                characters += spoken(inner);
            }
            return characters;
        }
        return part instanceof Part.ToolCall call
                ? call.name().length() + call.arguments().length()
                : 0;
    }

    /** All that will be counted as prompt: messages, tools and the schema of the answer. */
    public static long ofPrompt(ChatRequest request) {
        long tokens = 0;
        for (Message message : request.messages()) {
            tokens += TOKENS_A_MESSAGE;
            for (Part part : message.parts()) {
                tokens += ofPart(part);
            }
        }
        for (ToolSpec tool : request.tools()) {
            tokens += ofText(tool.name()) + ofCharacters(characters(tool.parameters()));
            tokens += tool.description() == null ? 0 : ofText(tool.description());
        }
        if (request.responseFormat() != null) {
            tokens += ofCharacters(characters(request.responseFormat().schema()));
        }
        return tokens;
    }

    private static long ofPart(Part part) {
        if (part instanceof Part.Text text) {
            return ofText(text.text());
        } else if (part instanceof Part.Refusal refusal) {
            return ofText(refusal.text());
        } else if (part instanceof Part.Thinking thinking) {
            return ofText(thinking.text());
        } else if (part instanceof Part.ToolCall call) {
            return ofText(call.name()) + ofText(call.arguments());
        } else if (part instanceof Part.ToolResult result) {
            long tokens = 0;
            for (Part inner : result.content()) {
                tokens += ofPart(inner);
            }
            return tokens;
        } else if (part instanceof Part.Image) {
            return TOKENS_AN_IMAGE;
        } else if (part instanceof Part.Document document) {
            return document.source() instanceof MediaSource.Inline inline
                    ? ofCharacters(inline.data().length() * 3L / 4)
                    : TOKENS_AN_IMAGE;
        }
        return ofCharacters(characters(part.extra()));
    }

    /** Roughly the length of a JSON value when written out. */
    private static long characters(Object json) {
        if (json instanceof java.util.Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToLong(entry -> entry.getKey().toString().length() + 4 + characters(entry.getValue()))
                    .sum();
        } else if (json instanceof Iterable<?> list) {
            long sum = 2;
            for (Object item : list) {
                sum += characters(item) + 1;
            }
            return sum;
        }
        return json == null ? 4 : json.toString().length();
    }
}
