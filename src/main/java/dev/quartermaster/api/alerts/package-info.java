/** Floor 9: alerts as people and machines read them: listed, streamed, acknowledged. */
package dev.quartermaster.api.alerts;
