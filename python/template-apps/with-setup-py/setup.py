"""The package my_company; the builder installs it and what it requires."""

from setuptools import find_packages, setup

setup(
    name="my-company-scoring",
    version="1.0",
    packages=find_packages(),
    install_requires=["attrs>=24"],
)
