package dev.quartermaster.api.function;

/** Form of an event that stands for an HTTP request; its answer has a form of its own. */
enum EventForm {
    /** An HTTP API, and a Function URL. */
    PAYLOAD_2,
    /** A REST API, and an HTTP API that is told to use it. */
    PAYLOAD_1,
    /** A load balancer. */
    BALANCER,
    /** A load balancer whose target group has headers of several values. */
    BALANCER_MULTI
}
