package dev.quartermaster.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.auth.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Serves the OpenAPI document as it was packaged. Development and tests make it anew from the annotations, and a test keeps
 * the two equal; a service that runs has no use for the making, which took a quarter of a native start.
 */
@Path("/q/openapi")
class ApiDescriptionResource {

    static final String DOCUMENT = "description/openapi.yaml";

    private static final MediaType YAML = new MediaType("application", "yaml", "UTF-8");
    private static final String JSON = "json";

    private final ObjectMapper json;

    ApiDescriptionResource(ObjectMapper json) {
        this.json = json;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(hidden = true)
    public Response document(@RestQuery @Nullable String format, @Context HttpHeaders headers) throws IOException {
        boolean asJson = format == null
                ? headers.getAcceptableMediaTypes().contains(MediaType.APPLICATION_JSON_TYPE)
                : format.equalsIgnoreCase(JSON);
        byte[] document = read();
        return asJson
                ? Response.ok(toJson(document), MediaType.APPLICATION_JSON_TYPE).build()
                : Response.ok(document, YAML).build();
    }

    private byte[] toJson(byte[] document) throws IOException {
        LoaderOptions options = new LoaderOptions();
        // Beyond the parser's own limit for documents of strangers; this one is ours.
        options.setCodePointLimit(document.length);
        Object tree = new Yaml(new SafeConstructor(options)).load(new String(document, StandardCharsets.UTF_8));
        return json.writeValueAsBytes(tree);
    }

    private static byte[] read() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(DOCUMENT), DOCUMENT)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
