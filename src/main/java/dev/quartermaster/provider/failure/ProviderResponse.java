package dev.quartermaster.provider.failure;

import dev.quartermaster.domain.ProviderFailure;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** A provider's whole answer as it came, before anything is concluded from its status. */
public record ProviderResponse(int status, ResponseHeaders headers, byte[] body) {

    private static final byte[] NOTHING = {};

    /** Reads an answer of the REST client, which has the whole body in memory already. */
    public static ProviderResponse of(Response response) {
        byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : NOTHING;
        return new ProviderResponse(response.getStatus(), response::getHeaderString, body);
    }

    /**
     * This one, when its status says success.
     *
     * @param refusal what it says else
     * @throws ProviderFailure that
     */
    public ProviderResponse accepted(Function<ProviderResponse, ProviderFailure> refusal) {
        if (!isSuccess()) {
            throw refusal.apply(this);
        }
        return this;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
