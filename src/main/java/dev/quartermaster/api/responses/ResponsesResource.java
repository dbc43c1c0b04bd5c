package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.ChatExchange;
import dev.quartermaster.api.JsonBody;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestMulti;

/** {@code POST /v1/responses}, whole or streamed. */
@Path("/v1/responses")
public class ResponsesResource {

    private final ObjectMapper json;
    private final ChatExchange exchange;
    private final Clock clock;

    ResponsesResource(ObjectMapper json, ChatExchange exchange, Clock clock) {
        this.json = json;
        this.exchange = exchange;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestMulti<byte[]> respond(byte[] body, @Context RoutingContext routing) {
        ResponsesBody read = new ResponsesRequestReader(json).read(JsonBody.parse(json, body));
        ResponsesForm form = new ResponsesForm(json, clock.instant(), read.settings());
        return exchange.answer(read.model(), read.chat(), read.hints(), form, routing);
    }
}
