package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Endpoint of Bedrock in one region.
 *
 * @param region the region that requests are signed for
 * @param runtime base URL of the runtime, without a trailing slash
 * @param control base URL of the control plane; the same unless the runtime's is AWS's own
 */
record Endpoint(Region region, String runtime, String control) {

    static final String PUBLIC = "https://bedrock-runtime.{region}.amazonaws.com";

    private static final String PLACEHOLDER = "{region}";

    /** @param region used unless the base URL is one of AWS's own and names another */
    static Endpoint of(String baseUrl, Region region) {
        String runtime = baseUrl.replace(PLACEHOLDER, region.code());
        Region named = Region.ofBedrock(runtime).orElse(region);
        return new Endpoint(named, runtime, runtime.replaceFirst("://bedrock-runtime", "://bedrock"));
    }

    /** @param action what follows the model in the path, such as {@code converse} */
    URI model(String id, String action) {
        return URI.create(runtime + "/model/" + encoded(id) + "/" + action);
    }

    /** A short list that costs nothing: the models of one vendor. */
    URI models() {
        return URI.create(control + "/foundation-models?byProvider=Amazon");
    }

    /**
     * Encodes an id as one path segment, with the colons of an id and the slashes of an ARN escaped as AWS's clients
     * do.
     */
    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
