package dev.quartermaster.inference.selection;

/**
 * A request to assign a model.
 *
 * @param base what somebody else's optimizer decided: any object, returned whole
 */
public record AssignmentRequest(SelectionTask task, BaseAssignment base) {}
