package dev.quartermaster.provider;

import jakarta.ws.rs.core.Response;

/** A provider's whole answer as it came, before anything is concluded from its status. */
public record Answer(int status, AnswerHeaders headers, byte[] body) {

    private static final byte[] NOTHING = {};

    /** Reads an answer of the REST client, which has the whole body in memory already. */
    public static Answer of(Response response) {
        byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : NOTHING;
        return new Answer(response.getStatus(), response::getHeaderString, body);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
