package dev.quartermaster.api.entry;

import jakarta.ws.rs.HttpMethod;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.Deployment;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;

/** Finds the methods that a path allows, which a 405 must list; the framework knows them but does not say. */
final class AllowedMethods {

    private AllowedMethods() {}

    /** Returns the value of an {@code Allow} header; empty outside of a request to a resource. */
    static String at(String path) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        return request == null ? "" : String.join(", ", methods(request.getDeployment(), path));
    }

    private static Set<String> methods(Deployment resources, String path) {
        RequestMapper<InitialMatch> classes = new RequestMapper<>(resources.getClassMappers());
        Set<String> methods = new TreeSet<>();
        RequestMatch<InitialMatch> match = classes.map(path);
        while (match != null) {
            String rest = match.remaining.isEmpty() ? "/" : match.remaining;
            Arrays.stream(match.value.handlers)
                    .filter(ClassRoutingHandler.class::isInstance)
                    .forEach(routes -> collect((ClassRoutingHandler) routes, rest, methods));
            match = classes.continueMatching(path, match);
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return methods;
    }

    private static void collect(ClassRoutingHandler routes, String rest, Set<String> methods) {
        routes.getMappers().forEach((method, paths) -> {
            if (method != null && paths.map(rest) != null) {
                methods.add(method);
            }
        });
    }
}
