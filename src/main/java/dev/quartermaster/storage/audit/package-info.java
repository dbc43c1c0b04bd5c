/**
 * Floor 2: who changed what, and when. A row for each change that somebody made to how the service works, with the state
 * before it and after it; rows are only ever added.
 */
package dev.quartermaster.storage.audit;
