package dev.quartermaster.api.entry;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Answers {@code OPTIONS} with the methods of that very path; the framework names those of all paths that begin alike. */
class OptionsFilter {

    @ServerResponseFilter
    void allow(ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
        if (HttpMethod.OPTIONS.equals(request.getMethod())) {
            String methods = AllowedMethods.at(context.normalizedPath());
            if (!methods.isEmpty()) {
                response.getHeaders().putSingle(HttpHeaders.ALLOW, methods);
            }
        }
    }
}
