"""Composite indices as the OECD/JRC handbook builds them, and how far their ranks can be trusted."""

from metrics.composite.aggregation import aggregate
from metrics.composite.framework import Framework, FrameworkError, Indicator
from metrics.composite.multivariate import correlations, cronbach_alpha, pca
from metrics.composite.normalisation import normalise
from metrics.composite.preparation import denominate, impute, imputed_share
from metrics.composite.presentation import profile, strengths
from metrics.composite.ranking import rank
from metrics.composite.removal import leave_one_out
from metrics.composite.robustness import (
    RankSample,
    bands,
    indistinguishable,
    rank_ranges,
    simulate,
    top_probability,
    uncertainty,
)
from metrics.composite.screening import availability, flags, screen
from metrics.composite.treatment import treat, treatment_report
from metrics.composite.variance import sensitivity
from metrics.composite.weighting import (
    balance_weights,
    budget_weights,
    effective_weights,
    equal_weights,
    pca_weights,
)

__all__ = [
    "Framework",
    "FrameworkError",
    "Indicator",
    "RankSample",
    "aggregate",
    "availability",
    "balance_weights",
    "bands",
    "budget_weights",
    "correlations",
    "cronbach_alpha",
    "denominate",
    "effective_weights",
    "equal_weights",
    "flags",
    "impute",
    "imputed_share",
    "indistinguishable",
    "leave_one_out",
    "normalise",
    "pca",
    "pca_weights",
    "profile",
    "rank",
    "rank_ranges",
    "screen",
    "sensitivity",
    "simulate",
    "strengths",
    "top_probability",
    "treat",
    "treatment_report",
    "uncertainty",
]
