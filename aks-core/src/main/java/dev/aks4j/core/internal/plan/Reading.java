package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.internal.plan.read.KubernetesAccess;
import dev.aks4j.core.model.Scheduler;

/** What planning reads with. Immutable and thread-safe. */
public record Reading(ArmClient arm, KubernetesAccess kubernetes, Scheduler scheduler) {}
