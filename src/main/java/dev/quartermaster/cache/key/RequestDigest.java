package dev.quartermaster.cache.key;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The digest of what a tenant asks, before it is known which model answers. */
public final class RequestDigest {

    /** What is written below has changed where this has. */
    private static final char FORM = '1';

    private final byte[] digest;

    private RequestDigest(byte[] digest) {
        this.digest = digest;
    }

    /** A request for an answer, with its agent's parameters and prompt. */
    public static RequestDigest of(Tenant tenant, ChatRequest request) {
        CanonicalWriter out = begun(tenant);
        CanonicalRequest.write(request, out);
        return new RequestDigest(out.digest());
    }

    /** One input of a request for vectors; how the caller wants them written does not count. */
    public static RequestDigest of(Tenant tenant, EmbeddingRequest request, EmbeddingInput input) {
        CanonicalWriter out = begun(tenant).tag('e').number(request.dimensions());
        out.text(request.purpose() == null ? null : request.purpose().name());
        out.json(counted(request.extra()));
        if (input instanceof EmbeddingInput.Text text) {
            out.tag('x').text(text.text());
        } else if (input instanceof EmbeddingInput.Tokens tokens) {
            out.tag('i').json(tokens.ids());
        }
        return new RequestDigest(out.digest());
    }

    /** All inputs of a request together. */
    public static CacheKey of(List<CacheKey> inputs) {
        CanonicalWriter out = new CanonicalWriter().tag('b');
        inputs.forEach(key -> out.raw(key.bytes()));
        return CacheKey.of(out.digest());
    }

    /** The key under which a model's answer is kept. */
    public CacheKey answeredBy(ModelMark model) {
        return CacheKey.of(new CanonicalWriter().raw(digest).raw(model.bytes()).digest());
    }

    /** Returns whether a field of a request, by its path in the caller's dialect, does not count. */
    public static boolean ignores(String field) {
        return field.equals("user")
                || field.equals("metadata.user_id")
                || CanonicalRequest.IGNORED_FIELDS.contains(field);
    }

    private static CanonicalWriter begun(Tenant tenant) {
        return new CanonicalWriter().tag(FORM).flag(tenant.shared()).text(tenant.name());
    }

    private static Map<String, Object> counted(Map<String, Object> extra) {
        return extra.isEmpty()
                ? extra
                : extra.entrySet().stream()
                        .filter(field -> field.getValue() != null)
                        .filter(field -> !CanonicalRequest.IGNORED_FIELDS.contains(field.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
