package dev.aks4j.core.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.live.KubernetesAccess;

/** What planning reads with. Immutable and thread-safe. */
record Reading(ArmClient arm, KubernetesAccess kubernetes, Scheduler scheduler) {}
