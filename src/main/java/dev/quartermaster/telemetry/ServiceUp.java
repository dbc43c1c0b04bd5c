package dev.quartermaster.telemetry;

/**
 * Event that the service is up: the HTTP server listens with all of its instances; on AWS Lambda, the start is over.
 * Whatever a part does behind the start begins with it and not before, for two reasons. Until then it would take
 * processors from the start. And each instance of the server takes the next event loop of Vert.x while it is deployed: who
 * takes one in between, on another thread, leaves two instances on one loop and another loop without requests.
 *
 * <p>Fired once per start, on a worker thread, one observer after the other; an observer must not block.
 */
public record ServiceUp() {}
