"""Bags judged: BagIt by its clauses, and at level deposit all that our profile asks."""

from archive.checks.judgement import OF_BAGS as OF_BAGS
from archive.checks.judgement import Judged as Judged
from archive.checks.judgement import Level as Level
from archive.checks.judgement import Opinion as Opinion
from archive.checks.judgement import judge_bag as judge_bag
from archive.checks.judgement import sampled as sampled
