/**
 * Azure's long-running operations: started, followed to their real end, resumed in another process. The engine
 * believes a success only after the final read agrees, and loses no error.
 *
 * <p>Come here when you follow a long-running operation that no plan started.
 */
@NullMarked
package dev.aks4j.core.operation;

import org.jspecify.annotations.NullMarked;
