/** Floor 9: how models did: what agents report of calls they made themselves, and what came of all of them. */
package dev.quartermaster.api.performance;
