package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The end user's id. OpenAI takes at most 64 characters, and clients of other dialects send longer ones; of those a hash
 * goes out, which tells users apart just as well.
 */
public final class EndUser {

    private static final int LONGEST = 64;

    private EndUser() {}

    /** Returns the id to send; null if the caller gives none. A caller of OpenAI's own dialects keeps its value. */
    public static @Nullable String of(ChatRequest request) {
        String user = request.options().user();
        return user == null || user.length() <= LONGEST || speaksOpenAi(request) ? user : hash(user);
    }

    /** Returns whether the caller speaks one of OpenAI's dialects, so that shared fields mean the same. */
    public static boolean speaksOpenAi(ChatRequest request) {
        return request.dialect() == Dialect.OPENAI_CHAT || request.dialect() == Dialect.OPENAI_RESPONSES;
    }

    private static String hash(String user) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
